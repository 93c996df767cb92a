// Plots over the tables: drawn when Vega is there, and the tables are folded then.
"use strict";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const vietnamese = document.documentElement.lang === "vi";

function config() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const font = getComputedStyle(document.body).fontFamily;
  const text = { labelColor: colour("--quiet"), titleColor: colour("--quiet"), labelFont: font, titleFont: font };
  return {
    background: null,
    font,
    view: { stroke: null },
    bar: { color: colour("--plot") },
    axisY: { labelLimit: window.innerWidth < 500 ? 120 : 190, labelPadding: 6 },
    axis: { ...text, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", gridColor: colour("--line"), domainColor: colour("--line"), tickColor: colour("--line") },
  };
}

// Without `ast` Vega would make functions of text, which the policy of these pages forbids.
const options = () => ({
  ast: true,
  actions: false,
  renderer: "canvas",
  defaultStyle: false,
  config: config(),
  formatLocale: { decimal: vietnamese ? "," : ".", thousands: vietnamese ? "." : ",", grouping: [3], currency: ["", ""] },
  loader: { target: "_self" },
  tooltip: { disableDefaultStyle: true },
});

async function draw(plot) {
  try {
    const answer = await fetch(plot.dataset.spec, { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    const spec = await answer.json();
    plot.hidden = false;
    await vegaEmbed(plot, spec, options());
    plot.classList.add("drawn");
    const data = plot.parentElement.querySelector("details.data");
    if (data && !plot.dataset.seen) data.open = false;
    plot.dataset.seen = "1";
  } catch (error) {
    plot.hidden = true;
  }
}

function drawAll() {
  for (const plot of document.querySelectorAll(".plot[data-spec]")) draw(plot);
}

if (typeof vegaEmbed === "function") {
  drawAll();
  dark.addEventListener("change", drawAll);
}
