import { expect, test } from "vitest";
import { manifestTexts } from "./manifest-texts.ts";

test("sentences become keys that say where they stand, and data stays as it is", () => {
  const { part, texts } = manifestTexts({
    contributes: {
      commands: [{ command: "seldon.x", title: "Do It", icon: "$(x)" }],
      views: { seldon: [{ id: "seldon.v", name: "Deployments" }] },
      configuration: {
        title: "Seldon",
        properties: { "seldon.p": { enumDescriptions: ["One.", "Two."], default: { title: "data" }, type: "string" } },
      },
      languages: [{ id: "seldon-log", name: "not shown" }],
    },
  });
  expect(texts).toEqual({
    "contributes.commands.seldon.x.title": "Do It",
    "contributes.views.seldon.seldon.v.name": "Deployments",
    "contributes.configuration.title": "Seldon",
    "contributes.configuration.properties.seldon.p.enumDescriptions.0": "One.",
    "contributes.configuration.properties.seldon.p.enumDescriptions.1": "Two.",
  });
  expect(part["contributes"]).toEqual({
    commands: [{ command: "seldon.x", title: "%contributes.commands.seldon.x.title%", icon: "$(x)" }],
    views: { seldon: [{ id: "seldon.v", name: "%contributes.views.seldon.seldon.v.name%" }] },
    configuration: {
      title: "%contributes.configuration.title%",
      properties: {
        "seldon.p": {
          enumDescriptions: [
            "%contributes.configuration.properties.seldon.p.enumDescriptions.0%",
            "%contributes.configuration.properties.seldon.p.enumDescriptions.1%",
          ],
          default: { title: "data" },
          type: "string",
        },
      },
    },
    languages: [{ id: "seldon-log", name: "not shown" }],
  });
});

test("two texts at the same place get two keys, and the same text one", () => {
  const entry = (contents: string): { view: string; contents: string } => ({ view: "v", contents });
  const { texts } = manifestTexts({ viewsWelcome: [entry("A."), entry("B."), entry("A.")] });
  expect(Object.values(texts).toSorted()).toEqual(["A.", "B."]);
});
