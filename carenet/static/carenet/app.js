// What makes pages quicker or kinder. Every page works without it.
(() => {
  "use strict";

  // The error summary takes the focus, so that it is read out and nobody has to look for it.
  const focusSummary = (part) => (part.matches?.("[data-focus]") ? part : part.querySelector("[data-focus]"))?.focus();
  focusSummary(document);
  document.addEventListener("htmx:load", (event) => focusSummary(event.target));

  // A menu closes when what was chosen in it opens elsewhere on the page.
  document.addEventListener("htmx:beforeRequest", (event) => event.target.closest?.("details[data-menu]")?.removeAttribute("open"));

  // One press sends a form once. Coming back with the browser's back button frees it again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    event.submitter?.classList.add("busy");
    setTimeout(() => free(form), 8000);
  });
  const free = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll(".busy").forEach((button) => button.classList.remove("busy"));
  };
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
  document.addEventListener("htmx:afterRequest", (event) => event.target.closest?.("form") && free(event.target.closest("form")));

  // On a phone the pages of a network lie in one row that moves sideways: the open one is brought in sight.
  document.querySelector(".local [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

  // Menus made with details[data-menu] close on Escape and on a press elsewhere.
  const closeMenus = (except) => document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    closeMenus();
    open?.querySelector("summary").focus();
  });

  // A slider beside the date field of a page that can be seen as it was.
  const DAY = 86400000;
  const language = document.documentElement.lang;
  const words = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "full", timeZone: "UTC" });
  const addSlider = (form) => {
    const field = form.querySelector("input[type=date]");
    const first = Date.parse(field.min), last = Date.parse(field.max);
    if (!(last > first)) return;
    const box = document.createElement("div"), range = document.createElement("input"), said = document.createElement("output");
    box.className = "slider";
    Object.assign(range, { type: "range", min: 0, max: (last - first) / DAY, step: 1 });
    range.setAttribute("aria-label", form.querySelector("label").textContent);
    said.setAttribute("for", field.id);
    const show = () => { said.textContent = range.ariaValueText = words.format(first + range.value * DAY).replace(",", ""); };
    const fromField = () => { if (field.value) { range.value = (Date.parse(field.value) - first) / DAY; show(); } };
    range.addEventListener("input", () => { field.value = new Date(first + range.value * DAY).toISOString().slice(0, 10); show(); });
    range.addEventListener("pointerup", () => form.requestSubmit()); // with the keyboard: Enter, or the button
    field.addEventListener("input", fromField);
    box.append(range, said);
    form.prepend(box);
    fromField();
  };
  document.querySelectorAll("form[data-slider]").forEach(addSlider);

  // A print button, where a page has one.
  document.addEventListener("click", (event) => event.target.closest("[data-print]") && print());
})();
