/** Pixels of the picture for each of the screen. */
const SCALE = 2;
/** What the page's style sheets decide of a drawing. */
const STYLED = ['stroke', 'fill', 'font-size', 'font-family'] as const;

/** A drawing as it looks on the page, as a PNG on the colour of its card. */
export async function pictureOf(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This window cannot draw pictures.');
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--card');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture is empty.')) : resolve(blob)));
  });
}

/** A copy that needs no style sheet: colours and fonts are written into it. */
function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true);
  const [originals, copies] = [
    svg.querySelectorAll('*'),
    (copy instanceof Element ? copy : svg).querySelectorAll('*'),
  ];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    for (const name of STYLED) copies[index]?.setAttribute(name, style.getPropertyValue(name));
  });
  return new XMLSerializer().serializeToString(copy);
}
