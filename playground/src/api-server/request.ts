// Takes the address of a request apart: which resource, which object, which verb (Kubernetes' RequestInfo).

export interface RequestInfo {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Kubernetes' verb: get, list, watch, create, update, patch, delete, deletecollection. */
  readonly verb: string;
  /** Absent for paths that are no resource's, such as /version. */
  readonly target?: Target;
}

export interface Target {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
  /** What follows `proxy`, with its leading slash. */
  readonly rest: string;
}

const VERBS: Readonly<Record<string, string>> = {
  POST: "create",
  PUT: "update",
  PATCH: "patch",
  DELETE: "delete",
  GET: "get",
  HEAD: "get",
};

/** Reads method and URL. */
export function readRequest(method: string, url: string): RequestInfo {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1));
  const target = readTarget(path);
  if (!target) return { method, path, query, verb: method.toLowerCase() };
  return { method, path, query, verb: verbOf(method, target, query), target };
}

function verbOf(method: string, target: Target, query: URLSearchParams): string {
  const verb = VERBS[method] ?? method.toLowerCase();
  if (target.name !== "" || target.subresource !== "") return verb;
  if (verb === "delete") return "deletecollection";
  if (verb !== "get") return verb;
  return isTrue(query.get("watch")) ? "watch" : "list";
}

/** `true` and `1`, as Go's strconv reads a parameter. */
export function isTrue(value: string | null): boolean {
  return value !== null && ["1", "t", "T", "true", "TRUE", "True"].includes(value);
}

function readTarget(path: string): Target | undefined {
  const parts = path
    .split("/")
    .filter(part => part !== "")
    .map(decode);
  const isCore = parts[0] === "api";
  if (!isCore && parts[0] !== "apis") return undefined;
  const group = isCore ? "" : (parts[1] ?? "");
  const version = parts[isCore ? 1 : 2];
  const rest = parts.slice(isCore ? 2 : 3);
  if (version === undefined || rest.length === 0) return undefined;
  const isInNamespace = rest[0] === "namespaces" && rest.length > 2 && rest[2] !== "status" && rest[2] !== "finalize";
  const namespace = isInNamespace ? (rest[1] ?? "") : "";
  const [plural = "", name = "", subresource = ""] = isInNamespace ? rest.slice(2) : rest;
  const used = isInNamespace ? 5 : 3;
  const tail = rest.slice(used).map(encodeURIComponent).join("/");
  const slash = path.endsWith("/") && tail !== "" ? "/" : "";
  return { group, version, plural, namespace, name, subresource, rest: `/${tail}${slash}` };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
