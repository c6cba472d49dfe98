// Lets this browser show that there is a message. Asks only after a press; without it the page works the same.
(() => {
  "use strict";

  const form = document.querySelector("form[data-browser]");
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!form || !able || Notification.permission === "denied") return;
  form.hidden = false;
  document.querySelector("[data-no-browser]").hidden = true;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await Notification.requestPermission()) !== "granted") return;
    const worker = await navigator.serviceWorker.register(form.dataset.worker);
    const browser = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(form.dataset.key),
    });
    const { endpoint, keys } = browser.toJSON();
    Object.entries({ endpoint, ...keys }).forEach(([name, value]) => {
      if (form.elements[name]) form.elements[name].value = value;
    });
    form.submit();
  });
})();
