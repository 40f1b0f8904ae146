// Names of images and quantities, as the node reads them.
import { expect, test } from "vitest";
import { imageIdOf, normalizeImage } from "./images.ts";
import { parseQuantity } from "./quantity.ts";

test.each([
  ["busybox", "docker.io/library/busybox:latest"],
  ["seldonio/mlserver:1.3.5", "docker.io/seldonio/mlserver:1.3.5"],
  ["docker.io/seldonio/seldon-core-executor:1.17.1", "docker.io/seldonio/seldon-core-executor:1.17.1"],
  ["localhost:5000/model", "localhost:5000/model:latest"],
  ["registry.example.com/a/b@sha256:00", "registry.example.com/a/b@sha256:00"],
])("%s is %s", (image, full) => {
  expect(normalizeImage(image)).toBe(full);
});

test("an image's id is its name by digest", () => {
  expect(imageIdOf("localhost:5000/model:1")).toMatch(/^localhost:5000\/model@sha256:[0-9a-f]{64}$/);
});

test.each([
  ["500m", 0.5],
  ["4Gi", 4 * 2 ** 30],
  ["1.5", 1.5],
  ["1e3", 1000],
  ["2k", 2000],
  [2, 2],
  ["4 Gi", undefined],
  ["lots", undefined],
  [undefined, undefined],
])("%j is %j", (text, value) => {
  expect(parseQuantity(text)).toBe(value);
});
