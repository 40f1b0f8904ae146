// Names of images, as the node reads them.
import { expect, test } from "vitest";
import { imageIdOf, normalizeImage } from "./images.ts";

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
