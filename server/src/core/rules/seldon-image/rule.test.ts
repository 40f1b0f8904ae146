import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText, MISTAKEN_IMAGES, PUBLISHED_IMAGES, seldonFacts, SUPPORTED_SELDON_VERSIONS } from "../../index.ts";
import { seldonImage } from "./rule.ts";

checkRule(seldonImage, import.meta.url);

test("every image the operator itself fills in is listed", () => {
  for (const version of SUPPORTED_SELDON_VERSIONS) {
    const { servers, initializerImage, explainerImages } = seldonFacts(version);
    const images = [
      initializerImage,
      ...Object.values(explainerImages),
      ...Object.values(servers).flatMap(server => Object.values(server.images).filter(image => image !== null)),
    ];
    for (const image of images) {
      const name = /^seldonio\/([^:]+)/.exec(image)?.[1];
      if (name !== undefined) expect(PUBLISHED_IMAGES).toContain(name);
    }
  }
});

test("what people write by mistake is not listed, and what they mean is", () => {
  for (const [mistake, meant] of Object.entries(MISTAKEN_IMAGES)) {
    expect(PUBLISHED_IMAGES.has(mistake)).toBe(false);
    expect(PUBLISHED_IMAGES.has(meant)).toBe(true);
  }
});

test("the explainer image offered is the release's own", () => {
  const text = `kind: SeldonDeployment
spec:
  predictors:
    - graph: { name: a, implementation: SKLEARN_SERVER, modelUri: "gs://a/b" }
      explainer: { type: AnchorText, containerSpec: { name: e, image: "seldonio/alibi-explain-server:1.14.0" } }
`;
  const titles = (seldonVersion: string): readonly string[] =>
    lintText(text, { rules: [seldonImage], seldonVersion }).findings.flatMap(({ fixes }) =>
      fixes.map(fix => fix.title),
    );
  expect(titles("1.16.0")).toContain("Change to seldonio/alibiexplainer:1.16.0");
  expect(titles("1.18.2")).toContain("Change to seldonio/alibiexplainer:1.18.2");
});
