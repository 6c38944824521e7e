// How the page of the report looks: light and dark, from a telephone to a wall.
#pragma once

namespace pkit::app {

// Text is the darkest or the lightest there is on its ground: each pair has a contrast of over 4.5 (WCAG 2.1, 1.4.3).
inline constexpr const char* kReportStyle = R"css(
:root { color-scheme: light dark; --ground: #ffffff; --card: #f4f5f7; --text: #1b1f24; --quiet: #4f5965; --line: #c9ced6;
  --bar: #2f6fb5; --bad: #a3160f; --warn: #7a4a00; --good: #1d6b2f; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14171a; --card: #1e2327; --text: #e8ebee; --quiet: #a9b3bd; --line: #3a424a;
    --bar: #6aa9ec; --bad: #ff9a92; --warn: #f0c060; --good: #7fd694; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 75rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .25rem 0; } .quiet { color: var(--quiet); } .bad { color: var(--bad); } .warn { color: var(--warn); }
.good { color: var(--good); }
nav ul, .ends { list-style: none; padding: 0; margin: .5rem 0; } nav li { display: inline; margin-right: 1rem; }
a { color: inherit; }
dl { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
dl div { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .4rem .8rem; }
dt { color: var(--quiet); font-size: .85rem; } dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
td { min-width: 4.5rem; } th { color: var(--quiet); font-weight: 600; white-space: nowrap; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.ends li { display: grid; grid-template-columns: 9.5rem 4.5rem 1fr; align-items: center; font-size: .9rem; }
.ends li > span:nth-child(2) { text-align: right; padding-right: .75rem; }
.bar { display: block; height: .75rem; background: var(--bar); min-width: 2px; border-radius: 2px; }
details { border-left: 2px solid var(--line); padding-left: .75rem; margin: .25rem 0; } summary { cursor: pointer; }
@media (max-width: 50rem) {
  thead { display: none; } table, tbody, tr, td { display: block; width: 100%; }
  tr { border-bottom: 1px solid var(--line); padding: .4rem 0; } td { border: 0; padding: 0; }
  td::before { content: attr(data-name) " "; color: var(--quiet); } td:empty { display: none; }
  .ends li { grid-template-columns: 8rem 3.5rem 1fr; } }
@media print { details:not([open]) { display: none; } }
)css";

}  // namespace pkit::app
