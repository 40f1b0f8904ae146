// The ConfigMap `seldon-config`, against seldon-facts §3.1.
import { describe, expect, it } from "vitest";
import { operatorConfig, seldonConfigMap, withConfigMap } from "./config.ts";
import { findServer, imageFor } from "./server-images.ts";

const config = operatorConfig();

describe("the ConfigMap", () => {
  it("says what the installation says", () => {
    expect(withConfigMap(config, seldonConfigMap(config))).toEqual(config);
    expect(withConfigMap(config, undefined)).toEqual(config);
  });

  it("brings servers of an administrator's own, in place of Helm's", () => {
    const servers = { MINE: { protocols: { seldon: { image: "mine", defaultImageVersion: "2" } } } };
    const map = { ...seldonConfigMap(config), data: { predictor_servers: JSON.stringify(servers) } };
    const changed = withConfigMap(config, map);
    expect(imageFor(findServer(changed, "MINE"), undefined)).toBe("mine:2");
    expect(findServer(changed, "SKLEARN_SERVER")).toBeUndefined();
    expect(changed.storageInitializer).toEqual(config.storageInitializer);
  });

  it("finds no image in entries of the shape before 1.5", () => {
    const servers = { OLD: { rest: { image: "old", defaultImageVersion: "1" } } };
    const map = { ...seldonConfigMap(config), data: { predictor_servers: JSON.stringify(servers) } };
    expect(imageFor(findServer(withConfigMap(config, map), "OLD"), "seldon")).toBe("");
  });

  it("stops the operator where it does not parse", () => {
    const map = { ...seldonConfigMap(config), data: { predictor_servers: "{" } };
    expect(() => withConfigMap(config, map)).toThrow("Unable to unmarshall predictor_servers json string due to");
  });
});
