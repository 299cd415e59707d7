import { html, type Markup } from '../../comparison/html.ts';
import type { Answer, OpenApiDocument, Operation, Schema } from './openapi.ts';
import { STYLE } from './style.ts';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The document as one page without a script. */
export function docsPage({ info, tags, paths, components }: OpenApiDocument): string {
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Call => ({ method, path, operation })),
  );
  const of = (tag: string) => calls.filter(({ operation }) => operation.tags[0] === tag);
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${info.title}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<nav aria-label="Contents"><ul>
${tags.map(({ name }) => html`<li><a href="#${anchorOf(name)}">${name}</a></li>`)}
<li><a href="#shapes">Shapes</a></li>
<li><a href="/docs/openapi.json">openapi.json</a></li>
</ul></nav>
<main>
<h1>${info.title}</h1>
<p class="lead">${info.summary}. Version ${info.version}.</p>
<p>${info.description}</p>
${tags.map(
  ({ name, description }) => html`<section>
<h2 id="${anchorOf(name)}">${name}</h2>
<p>${description}</p>
${of(name).map(callSection)}
</section>`,
)}
<section>
<h2 id="shapes">Shapes</h2>
${Object.entries(components.schemas).map(shapeSection)}
</section>
</main>
</body>
</html>
`;
  return markup;
}

function callSection({ method, path, operation }: Call): Markup {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  return html`<details id="${operationId}">
<summary><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code> <span>${summary}</span></summary>
<div class="call">
${description === undefined ? undefined : html`<p>${description}</p>`}
${
  parameters.length === 0
    ? undefined
    : rows(
        'Parameters',
        parameters.map(
          ({ name, description: what }) => html`<tr><th><code>${name}</code></th><td>${what}</td></tr>`,
        ),
      )
}
${requestBody === undefined ? undefined : html`<p>Body${requestBody.required ? '' : ', which may be left out'}: ${contentOf(requestBody.content)}</p>`}
${rows('Answers', Object.entries(responses).map(answerRow))}
</div>
</details>`;
}

function rows(title: string, body: readonly Markup[]): Markup {
  return html`<table><caption>${title}</caption><tbody>${body}</tbody></table>`;
}

function answerRow([status, { description, content }]: readonly [string, Answer]): Markup {
  return html`<tr><th><code>${status}</code></th><td>${description} ${contentOf(content ?? {})}</td></tr>`;
}

function contentOf(content: NonNullable<Answer['content']>): Markup[] {
  return Object.entries(content).map(
    ([type, { schema }]) => html`<span class="content"><code>${type}</code> ${typeOf(schema)}</span>`,
  );
}

function shapeSection([name, schema]: readonly [string, Schema]): Markup {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).map(
    ([field, of]) =>
      html`<tr><th><code>${field}</code>${required.has(field) ? ' (needed)' : ''}</th><td>${typeOf(of)}</td><td>${of.description}</td></tr>`,
  );
  return html`<h3 id="shape-${name}">${name}</h3>
<p>${schema.description}</p>
${fields.length === 0 ? undefined : html`<table><tbody>${fields}</tbody></table>`}`;
}

/** What a value is, in a few words, with a link to a shape that has a name. */
function typeOf({ $ref, type, items, enum: values }: Schema): Markup {
  if ($ref !== undefined) {
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    return html`<a href="#shape-${name}">${name}</a>`;
  }
  if (values !== undefined) return html`${values.join(' | ')}`;
  if (items !== undefined) return html`list of ${typeOf(items)}`;
  return html`${type === undefined ? 'any' : [type].flat().join(' | ')}`;
}

function anchorOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
