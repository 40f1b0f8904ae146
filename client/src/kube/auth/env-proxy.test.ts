import { expect, test } from "vitest";
import { proxyFromEnvironment } from "./env-proxy.ts";

const HTTPS = { HTTPS_PROXY: "http://proxy.example:3128" };

test("the variable for the scheme counts, in capitals or not", () => {
  expect(proxyFromEnvironment("https://k.example", HTTPS)).toBe("http://proxy.example:3128");
  expect(proxyFromEnvironment("http://k.example", HTTPS)).toBeUndefined();
  expect(proxyFromEnvironment("http://k.example", { http_proxy: "p.example:80" })).toBe("http://p.example:80");
});

test("this machine is never reached through a proxy", () => {
  for (const host of ["localhost", "127.0.0.1", "127.8.8.8", "[::1]"]) {
    expect(proxyFromEnvironment(`https://${host}:6443`, HTTPS)).toBeUndefined();
  }
});

test.each([
  ["k.example", "https://k.example:6443", true],
  ["example", "https://k.example", true],
  [".example", "https://k.example", true],
  ["*.example", "https://k.example", true],
  ["ample", "https://k.example", false],
  ["k.example:6443", "https://k.example:6443", true],
  ["k.example:443", "https://k.example:6443", false],
  ["10.0.0.0/8", "https://10.1.2.3:6443", true],
  ["10.0.0.0/8", "https://11.1.2.3:6443", false],
  ["10.1.2.3", "https://10.1.2.3", true],
  ["2.3", "https://10.1.2.3", false],
  ["fd00::/8", "https://[fd00::1]", true],
  ["other, k.example", "https://k.example", true],
  ["*", "https://k.example", true],
  ["nonsense/99", "https://10.1.2.3", false],
])("NO_PROXY=%s for %s: %s", (noProxy, server, isDirect) => {
  const proxy = proxyFromEnvironment(server, { ...HTTPS, NO_PROXY: noProxy });
  expect(proxy === undefined).toBe(isDirect);
});
