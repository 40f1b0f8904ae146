// Asks again only when it is about another object.
import { expect, test } from "vitest";
import { rememberLast } from "./remember-last.ts";

test("an answer is given again for the same object, and worked out anew for another", () => {
  let asked = 0;
  const count = rememberLast((key: { readonly name: string }) => `${key.name} ${++asked}`);
  const first = { name: "a" };
  const alike = { name: "a" };
  expect([count(first), count(first), count(alike), count(first)]).toEqual(["a 1", "a 1", "a 2", "a 3"]);
});
