// The frame of pages: what the content policy allows, and that nothing breaks out of an attribute.
import { expect, test } from "vitest";
import { pageHtml } from "./webview-html.ts";

const frame = {
  title: "Canary",
  policySource: "https://our.files",
  nonce: "bm9uY2U=",
  script: "s.js",
  style: "s.css",
  language: "en",
  texts: undefined,
};

test("the content policy allows scripts with the page's nonce only, and no connection anywhere", () => {
  const policy = /content="([^"]*)"/.exec(pageHtml(frame))?.[1]?.replaceAll("&#39;", "'");
  expect(policy?.split("; ")).toEqual([
    "default-src 'none'",
    "script-src 'nonce-bm9uY2U='",
    "style-src https://our.files",
    "font-src https://our.files",
    "img-src https://our.files data:",
  ]);
});

test("a title is text, whatever it holds", () => {
  const html = pageHtml({ ...frame, title: `</title><script>alert("1")</script>` });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain("<title>&#60;/title&#62;");
});

test("translations come with the page, as data that cannot end its block", () => {
  const texts = { Send: "</script><script>alert(1)</script>" };
  const html = pageHtml({ ...frame, language: "de", texts });
  const [, data = ""] = /<script id="texts" type="application\/json">(.*?)<\/script>/.exec(html) ?? [];
  expect(JSON.parse(data)).toEqual(texts);
  expect(html).toContain('<html lang="de">');
});
