// Comfort only: every page can be read without it.
"use strict";

// "/" leads to the search, as on many sites; not while something is being typed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  document.getElementById("tim")?.focus();
});

// What is known of a figure shows beside it instead of in the corner.
function place(mark) {
  const card = mark.querySelector(".card");
  const at = mark.querySelector("a").getClientRects()[0];
  if (!card || !at || window.innerWidth < 700) return;
  const width = Math.min(368, window.innerWidth - 32);
  const below = window.innerHeight - at.bottom > card.offsetHeight + 16;
  card.style.left = `${Math.max(16, Math.min(at.left, window.innerWidth - width - 16))}px`;
  card.style.right = "auto";
  card.style.bottom = "auto";
  card.style.top = below ? `${at.bottom + 8}px` : `${Math.max(8, at.top - card.offsetHeight - 8)}px`;
}
for (const mark of document.querySelectorAll(".mark")) {
  mark.addEventListener("mouseenter", () => place(mark));
  mark.addEventListener("focusin", () => place(mark));
}

// Empty choices would only make addresses long.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
}
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form.filters :disabled")) field.disabled = false;
});
