// Outlines: what is shown of a file, with names for what has none, and ranges that hold their names.
import { expect, test } from "vitest";
import { parseStream } from "../yaml/index.ts";
import { outlineOf, type OutlineSymbol } from "./outline.ts";

function tree(text: string): string[] {
  const print = (symbols: readonly OutlineSymbol[], depth: number): string[] =>
    symbols.flatMap(({ kind, name, detail, children }) => [
      `${"  ".repeat(depth)}${kind} ${name}: ${detail}`,
      ...print(children, depth + 1),
    ]);
  return print(outlineOf(parseStream(text)), 0);
}

const FULL = `apiVersion: v1
kind: Secret
metadata: {name: store}
stringData: {key: secret-value}
---
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
  - name: main
    traffic: 90
    graph:
      name: split
      type: ROUTER
      children:
      - name: left
        implementation: SKLEARN_SERVER
      - {}
    componentSpecs:
    - spec:
        initContainers: [{name: prepare, image: "busybox:1.36"}]
        containers:
        - name: split
          image: example.com/router:1.0.0
    explainer: {type: AnchorTabular}
  - shadow: true
    traffic: 10
    graph:
      name: left
`;

test("a deployment shows predictors, units, containers and explainer; other resources one line", () => {
  expect(tree(FULL)).toEqual([
    "resource store: Secret",
    "deployment iris: SeldonDeployment",
    "  predictor main: 90 %",
    "    unit split: ROUTER",
    "      unit left: SKLEARN_SERVER",
    "      unit unnamed unit: ",
    "    container prepare: init · busybox:1.36",
    "    container split: example.com/router:1.0.0",
    "    explainer explainer: AnchorTabular",
    "  predictor unnamed predictor 2: shadow · 10 %",
    "    unit left: ",
  ]);
});

test("symbols hold their names and their children, and end behind their last word", () => {
  const check = ({ range, selectionRange, children }: OutlineSymbol): void => {
    expect(selectionRange.start).toBeGreaterThanOrEqual(range.start);
    expect(selectionRange.end).toBeLessThanOrEqual(range.end);
    expect(FULL.slice(range.start, range.end)).toBe(FULL.slice(range.start, range.end).trimEnd());
    for (const child of children) {
      expect(child.range.start).toBeGreaterThanOrEqual(range.start);
      expect(child.range.end).toBeLessThanOrEqual(range.end);
      check(child);
    }
  };
  outlineOf(parseStream(FULL)).forEach(check);
});

test("a unit that is used twice through an alias stands at its uses", () => {
  const text = "kind: SeldonDeployment\nspec:\n  predictors:\n  - graph: &g {name: a}\n  - graph: *g\n";
  const [deployment] = outlineOf(parseStream(text));
  const second = deployment?.children[1]?.children[0];
  expect(text.slice(second?.range.start, second?.range.end)).toBe("*g");
  expect(second?.name).toBe("a");
});

test("files without a SeldonDeployment show nothing", () => {
  expect(tree("kind: Deployment\nmetadata: {name: seldon}\n")).toEqual([]);
  expect(tree("")).toEqual([]);
});

test("empty names are not left empty, as editors refuse those", () => {
  expect(tree('kind: SeldonDeployment\nmetadata: {name: ""}\n')).toEqual(["deployment unnamed: SeldonDeployment"]);
});
