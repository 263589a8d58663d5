// A drawing as SVG: what live.js asks of a canvas, written down. It has as much
// of CanvasRenderingContext2D as that, and draws nothing.

class Sketch {
  // width and height: of the drawing, in its own units.
  constructor({ width, height }) {
    Object.assign(this, { width, height, elements: [], path: "", at: "",
      kept: [], dashes: [], lineDashOffset: 0, lineWidth: 1, lineCap: "butt",
      lineJoin: "miter", fillStyle: "", strokeStyle: "", font: "" });
  }

  static number(x) {
    return String(Math.round(1000 * x) / 1000);
  }

  numbers(...all) {
    return all.map(Sketch.number).join(" ");
  }

  // -- Places

  setTransform() {} // it has its own units

  save() {
    this.kept.push(this.at);
  }

  restore() {
    this.at = this.kept.pop();
  }

  translate(x, y) {
    this.at += `translate(${this.numbers(x, y)})`;
  }

  rotate(angle) {
    this.at += `rotate(${Sketch.number(angle * 180 / Math.PI)})`;
  }

  // -- Paths

  beginPath() {
    this.path = "";
  }

  moveTo(x, y) {
    this.path += `M${this.numbers(x, y)}`;
  }

  lineTo(x, y) {
    this.path += `${this.path ? "L" : "M"}${this.numbers(x, y)}`;
  }

  closePath() {
    this.path += "Z";
  }

  rect(x, y, width, height) {
    this.path += `M${this.numbers(x, y)}h${Sketch.number(width)}` +
      `v${Sketch.number(height)}h${Sketch.number(-width)}Z`;
  }

  // In two halves, for an SVG knows no full turn.
  arc(x, y, radius, from, to) {
    const place = (angle) => this.numbers(x + radius * Math.cos(angle),
      y + radius * Math.sin(angle));
    const half = (angle) =>
      `A${this.numbers(radius, radius)} 0 0 1 ${place(angle)}`;
    this.path += `${this.path && !this.path.endsWith("Z") ? "L" : "M"}` +
      `${place(from)}${half((from + to) / 2)}${half(to)}`;
  }

  // -- Ink

  setLineDash(dashes) {
    this.dashes = [...dashes];
  }

  // rgb(0 114 178 / 0.5), which not all programs know.
  static ink(name, style) {
    const [red, green, blue, alpha] = style.match(/[\d.e-]+/g).map(Number);
    const hex = [red, green, blue].map((part) =>
      Math.round(part).toString(16).padStart(2, "0")).join("");
    const opacity = alpha < 1
      ? ` ${name}-opacity="${Sketch.number(alpha)}"` : "";
    return `${name}="#${hex}"${opacity}`;
  }

  put(element, attributes, content = "") {
    const place = this.at ? ` transform="${this.at}"` : "";
    this.elements.push(`<${element} ${attributes}${place}` +
      (content ? `>${content}</${element}>` : "/>"));
  }

  fill(rule) {
    this.put("path", `d="${this.path}" ${Sketch.ink("fill", this.fillStyle)}` +
      (rule === "evenodd" ? ' fill-rule="evenodd"' : ""));
  }

  pen() {
    const dashes = this.dashes.length > 0
      ? ` stroke-dasharray="${this.numbers(...this.dashes)}" ` +
        `stroke-dashoffset="${Sketch.number(this.lineDashOffset)}"` : "";
    return `${Sketch.ink("stroke", this.strokeStyle)} ` +
      `stroke-width="${Sketch.number(this.lineWidth)}" ` +
      `stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}"` +
      dashes;
  }

  stroke() {
    this.put("path", `d="${this.path}" fill="none" ${this.pen()}`);
  }

  // -- Words

  word(text, x, y, ink) {
    const [, italic, size] = this.font.match(/^(italic )?([\d.e-]+)px/);
    const family = "Pagella, 'TeX Gyre Pagella', 'Palatino Linotype', serif";
    this.put("text", `x="${Sketch.number(x)}" y="${Sketch.number(y)}" ` +
      `font-family="${family}" font-size="${Sketch.number(Number(size))}"` +
      `${italic ? ' font-style="italic"' : ""} xml:space="preserve" ${ink}`,
      text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`));
  }

  fillText(text, x, y) {
    this.word(text, x, y, Sketch.ink("fill", this.fillStyle));
  }

  strokeText(text, x, y) {
    this.word(text, x, y, `fill="none" ${this.pen()}`);
  }

  // Its lengths are points.
  toString() {
    const { width, height } = this;
    return '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<svg xmlns="http://www.w3.org/2000/svg" ' +
      `width="${width}pt" height="${height}pt" ` +
      `viewBox="0 0 ${width} ${height}">\n${this.elements.join("\n")}\n</svg>\n`;
  }
}
