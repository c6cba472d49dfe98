// Shows that there is a message, and opens the page of messages when it is pressed. It keeps nothing.
"use strict";

addEventListener("push", (event) => {
  const said = event.data ? event.data.json() : {};
  event.waitUntil(registration.showNotification(said.title || "Carenet", {
    body: said.body || "",
    tag: "carenet",
    data: { path: said.path || "/notices/" },
  }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data.path));
});
