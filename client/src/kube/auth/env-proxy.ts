// The proxy that the environment names for an address, as Go's programs (kubectl among them) understand it.
import { BlockList, isIP } from "node:net";
import type { Environment } from "../kubeconfig/locate.ts";

/** URL of the proxy from `HTTPS_PROXY` or `HTTP_PROXY`, unless `NO_PROXY` covers the host. Never for this machine itself. */
export function proxyFromEnvironment(server: string, env: Environment): string | undefined {
  const url = new URL(server);
  const named = url.protocol === "https:" ? either(env, "HTTPS_PROXY") : either(env, "HTTP_PROXY");
  if (named === undefined) return undefined;
  const host = url.hostname.replace(/^\[|\]$/gu, "").toLowerCase();
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  const excluded = (either(env, "NO_PROXY") ?? "").split(",").map(entry => entry.trim().toLowerCase());
  if (isLoopback(host) || excluded.some(entry => entry !== "" && covers(entry, host, port))) return undefined;
  return named.includes("://") ? named : `http://${named}`;
}

function either(env: Environment, name: string): string | undefined {
  return [env[name], env[name.toLowerCase()]].find(value => value !== undefined && value !== "");
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return isInNetwork(entry, host);
  const [, name = entry, onlyPort] = /^(.*?)(?::(\d+))?$/u.exec(entry) ?? [];
  if (onlyPort !== undefined && isIP(entry) !== 6 && onlyPort !== port) return false;
  const bare = (isIP(entry) === 6 ? entry : name).replace(/^\*/u, "");
  if (bare.startsWith(".")) return host.endsWith(bare);
  return host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`));
}

function isInNetwork(entry: string, host: string): boolean {
  const [network = "", bits = ""] = entry.split("/");
  const family = isIP(network) === 6 ? "ipv6" : "ipv4";
  const length = Number(bits);
  const isNetwork =
    isIP(network) !== 0 && Number.isInteger(length) && length >= 0 && length <= (family === "ipv6" ? 128 : 32);
  if (!isNetwork || isIP(host) === 0 || (isIP(host) === 6) !== (family === "ipv6")) return false;
  const list = new BlockList();
  list.addSubnet(network, length, family);
  return list.check(host, family);
}
