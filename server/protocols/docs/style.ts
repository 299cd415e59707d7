/** How the page looks, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --quiet: light-dark(#4d5662, #a9b2be);
  --link: light-dark(#1f56c4, #8ab4ff); --get: light-dark(#0b6b43, #5fd39a); --post: light-dark(#8a4300, #f2ab62); }
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; background: light-dark(#fff, #14171c); color: light-dark(#1a1f26, #e6e9ee); }
body { display: grid; grid-template-columns: 176px minmax(0, 800px); gap: 48px; justify-content: center; margin: 0;
  padding: 40px 24px 96px; font: 15px/1.55 system-ui, sans-serif; }
nav { position: sticky; top: 40px; align-self: start; } nav ul { margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding: 4px 0; color: var(--quiet); text-decoration: none; } nav a:hover { color: var(--link); }
a { color: var(--link); } :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h1 { margin: 0; font-size: 26px; line-height: 1.25; } .lead { margin: 4px 0 16px; color: var(--quiet); }
h2 { margin: 40px 0 0; font-size: 19px; } h2 + p { margin: 2px 0 12px; color: var(--quiet); }
h3 { margin: 28px 0 0; font-size: 15px; } h3 + p { margin: 2px 0 8px; color: var(--quiet); }
code { font: 13px/1.5 ui-monospace, 'JetBrains Mono', monospace; overflow-wrap: anywhere; }
details { border: 1px solid var(--line); border-bottom-width: 0; }
p + details { border-radius: 8px 8px 0 0; }
details:last-child { border-bottom-width: 1px; border-radius: 0 0 8px 8px; }
p + details:last-child { border-radius: 8px; }
summary { display: grid; grid-template-columns: 44px minmax(0, 1fr); gap: 0 8px; padding: 8px 12px; cursor: pointer;
  align-items: baseline; list-style: none; }
summary:hover { background: var(--soft); } summary > :last-child { grid-column: 2; color: var(--quiet); font-size: 14px; }
.method { font: 600 12px/1.5 ui-monospace, monospace; } .get { color: var(--get); } .post { color: var(--post); }
.call { padding: 4px 12px 16px 64px; } .call p { margin: 8px 0; } .content { display: inline-block; margin-inline-end: 12px; }
table { width: 100%; margin-top: 8px; border-collapse: collapse; font-size: 14px; }
caption { padding: 8px 0 2px; color: var(--quiet); text-align: start; }
th, td { padding: 6px 12px 6px 0; border-top: 1px solid var(--line); text-align: start; vertical-align: top; }
th { width: 1%; font-weight: 400; white-space: nowrap; }
@media (width < 760px) { body { display: block; padding: 24px 16px; } nav { position: static; margin-bottom: 24px; }
  nav li { display: inline-block; margin-inline-end: 16px; } .call { padding-inline-start: 12px; } th { white-space: normal; } }`;
