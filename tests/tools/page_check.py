"""page_check.py PAGE [COUNT]: opens a page in a browser, light and dark, narrow and wide, and asks it how it is laid out:
nothing is wider than the screen, every text has a contrast of 4.5, nothing runs and nothing is fetched. With COUNT, instead, how it
can be used with so many certificates: folded it is a few screens, each fold opens to a few hundred rows, and every
certificate is in one."""
import os
import sys

from browser import Browser

LAYOUT = """(() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const contrast = e => { const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05); };
  const shown = e => e.checkVisibility() && e.getClientRects().length > 0;
  const name = e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40);
  const all = [...document.body.querySelectorAll('*')].filter(shown);
  const texts = all.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()));
  return {
    width: document.scrollingElement.scrollWidth, screen: innerWidth,
    wide: all.filter(e => e.getBoundingClientRect().right > innerWidth + .5).slice(0, 5).map(name),
    dim: texts.filter(e => contrast(e) < 4.5).slice(0, 5).map(e => name(e) + ' ' + contrast(e)),
    small: texts.filter(e => parseFloat(getComputedStyle(e).fontSize) < 12).slice(0, 5).map(name),
    texts: texts.length, ground: ground(document.body).join(),
    scripts: document.scripts.length,
    foreign: [...document.querySelectorAll('img, iframe, object, embed, link, base, form')].map(name),
    handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).map(name),
    links: [...document.links].filter(a => !a.getAttribute('href').startsWith('#')
      || !document.getElementById(a.getAttribute('href').slice(1))).map(name),
  };
})()"""

FOLDED = """(() => ({
  rows: document.querySelectorAll('#ends td:last-child').length,
  shown: [...document.querySelectorAll('details tbody tr')].filter(e => e.checkVisibility({contentVisibilityAuto: true}) &&
    !e.closest('details:not([open])')).length,
  height: document.scrollingElement.scrollHeight,
  most: Math.max(...[...document.querySelectorAll('details')].filter(d => !d.querySelector('details'))
    .map(d => d.querySelectorAll('tbody tr').length)),
  folds: Math.max(...[...document.querySelectorAll('details')].map(d => [...d.children].filter(c => c.tagName == 'DETAILS').length)),
  ids: new Set([...document.querySelectorAll('#ends td:last-child')].map(e => e.textContent)).size,
}))()"""
# As somebody does who follows the folds to the last row.
UNFOLD = """(() => {
  const rows = [...document.querySelectorAll('details tbody tr')], last = rows[rows.length - 1];
  for (let e = last; e; e = e.parentElement) if (e.tagName == 'DETAILS') e.open = true;
  last.scrollIntoView();
  const box = last.getBoundingClientRect();
  return { seen: box.height > 0 && box.top < innerHeight, width: document.scrollingElement.scrollWidth,
    height: document.scrollingElement.scrollHeight };
})()"""


broken = 0


def require(holds, what):
    global broken
    if not holds:
        broken = 1
        print("FAILED:", what)


def looks(browser, page):
    grounds = {}
    for scheme in ("light", "dark"):
        for width in (360, 801, 1600):
            where = f"{page}, {scheme}, {width}"
            browser.open(page, width, scheme)
            browser.ask("document.querySelectorAll('details').forEach(d => d.open = true)")
            seen = browser.ask(LAYOUT)
            require(seen["screen"] == width and seen["width"] <= width, f"{where}: {seen['width']} wide")
            require(seen["texts"] > 20, f"{where}: has {seen['texts']} texts")
            for flaw in ("wide", "dim", "small", "foreign", "handlers", "links"):
                require(not seen[flaw], f"{where}: {flaw}: {seen[flaw]}")
            require(seen["scripts"] == 0, f"{where}: has scripts")
            fetched = [r["request"]["url"] for r in browser.told("Network.requestWillBeSent")]
            require(all(url.startswith("file:") for url in fetched) and len(fetched) == 1, f"{where}: fetches {fetched}")
            require(not browser.told("Log.entryAdded"), f"{where}: {browser.told('Log.entryAdded')}")
            grounds[scheme] = seen["ground"]
    require(grounds["light"] != grounds["dark"], "light and dark look the same")


def can_be_used(browser, page, count):
    require(os.path.getsize(page) < 1000 * count, f"{os.path.getsize(page)} octets for {count} certificates")
    for width in (360, 1600):
        browser.open(page, width, "light")
        seen = browser.ask(FOLDED)
        require(seen["rows"] == count and seen["ids"] == count,
                f"{width}: {seen['rows']} rows, {seen['ids']} certificates of {count}")
        require(seen["shown"] == 0, f"{width}: {seen['shown']} rows are shown that nobody unfolded")
        require(seen["height"] < 40 * 800, f"{width}: folded it is {seen['height']} high")
        require(seen["most"] <= 200, f"{width}: a fold has {seen['most']} rows")
        require(seen["folds"] <= 60, f"{width}: a fold has {seen['folds']} folds")
        opened = browser.ask(UNFOLD)
        require(opened["seen"] and opened["width"] <= width, f"{width}: unfolded: {opened}")
        require(opened["height"] - seen["height"] < 200 * 250, f"{width}: unfolding adds {opened['height'] - seen['height']}")


with Browser() as chromium:
    if len(sys.argv) > 2:
        can_be_used(chromium, sys.argv[1], int(sys.argv[2]))
    else:
        looks(chromium, sys.argv[1])
sys.exit(broken)
