import path from "node:path";
import { expect, test } from "vitest";
import { findHome, locateKubeconfigs } from "./locate.ts";

const home = path.resolve("/home/ada");
const none = { kubeconfig: [], separateFiles: [] };
const list = ["/a", "/b"].join(path.delimiter);

test("the setting comes before KUBECONFIG, and that before the standard file", () => {
  expect(locateKubeconfigs(none, {}, home)).toEqual([[path.join(home, ".kube", "config")]]);
  expect(locateKubeconfigs(none, { KUBECONFIG: list }, home)).toEqual([[path.resolve("/a"), path.resolve("/b")]]);
  expect(locateKubeconfigs({ ...none, kubeconfig: ["~/c"] }, { KUBECONFIG: list }, home)).toEqual([
    [path.join(home, "c")],
  ]);
});

test("separate files are groups of their own", () => {
  expect(locateKubeconfigs({ ...none, separateFiles: ["/p"] }, {}, home)).toEqual([
    [path.join(home, ".kube", "config")],
    [path.resolve("/p")],
  ]);
});

test("on Windows the home folder is the first that holds a kubeconfig, else HOME, else the profile", () => {
  const env = { HOME: "H:\\", HOMEDRIVE: "C:", HOMEPATH: "\\Users\\a", USERPROFILE: "D:\\a" };
  expect(findHome(env, "win32", folder => folder === "D:\\a", "x")).toBe("D:\\a");
  expect(findHome(env, "win32", () => false, "x")).toBe("H:\\");
  expect(findHome({ USERPROFILE: "D:\\a" }, "win32", () => false, "x")).toBe("D:\\a");
  expect(findHome({}, "win32", () => false, "x")).toBe("x");
  expect(findHome({ HOME: "/root" }, "linux", () => false, "x")).toBe("/root");
});
