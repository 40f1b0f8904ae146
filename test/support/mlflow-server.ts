// A stand-in for an MLflow tracking server with a model registry, for tests. Its answers are written down from the documentation of
// MLflow's REST API (mlflow.org, "REST API", 2.x; logged models: 3.x); no MLflow has run here. Field names, the paging by
// `next_page_token`, error codes and texts follow that page; that several releases answer INVALID_PARAMETER_VALUE for an alias
// that is not there follows the sources of MLflow 2.x.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface StoredVersion {
  readonly version: string;
  readonly source: string;
  readonly stage?: string;
  readonly aliases?: readonly string[];
  readonly runId?: string;
  /** Where it lies, where that is another place than what it was registered from. */
  readonly storage?: string;
}

export interface StoredRun {
  readonly artifactUri: string;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly modelIds?: readonly string[];
  /** Paths below its artifacts. */
  readonly files?: readonly string[];
}

export interface MlflowContent {
  readonly models: Readonly<Record<string, readonly StoredVersion[]>>;
  readonly runs?: Readonly<Record<string, StoredRun>>;
  readonly loggedModels?: Readonly<Record<string, { readonly name: string; readonly artifactUri: string }>>;
}

export interface MlflowServerOptions {
  /** What the header `Authorization` has to be; anybody is let in where there is none. */
  readonly authorization?: string;
  /** Behind a proxy, `--static-prefix`. */
  readonly prefix?: string;
  /** Items of a page at most, however many are asked for. */
  readonly pageSize?: number;
  /** Answers something else instead of the API where it gives true. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface MlflowServer {
  readonly url: string;
  /** Method, path with query, and the credentials of each request. */
  readonly requests: readonly { readonly line: string; readonly authorization: string | undefined }[];
  /** Replaces all that it has, such as after an alias was moved. */
  fill(content: MlflowContent): void;
  close(): Promise<void>;
}

export async function startMlflowServer(
  content: MlflowContent,
  options: MlflowServerOptions = {},
): Promise<MlflowServer> {
  const { authorization, prefix = "", pageSize = 1000, intercept } = options;
  const requests: { line: string; authorization: string | undefined }[] = [];
  let current = content;
  const server = createServer((request, response) => {
    void bodyOf(request).then(body => {
      requests.push({ line: `${request.method} ${request.url}`, authorization: request.headers.authorization });
      if (intercept?.(request, response)) return;
      if (authorization !== undefined && request.headers.authorization !== authorization) {
        response.writeHead(401, { "www-authenticate": 'Basic realm="mlflow"' });
        response.end("You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html");
        return;
      }
      const { status, json } = answer(current, request, body, prefix, pageSize);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(json));
    });
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = addressOf(server.address());
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    requests,
    fill: next => (current = next),
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly json: object;
}

function answer(
  content: MlflowContent,
  request: IncomingMessage,
  body: string,
  prefix: string,
  pageSize: number,
): Answer {
  const url = new URL(request.url ?? "/", "http://localhost");
  const path = `${request.method} ${url.pathname.replace(`${prefix}/api/2.0/mlflow/`, "")}`;
  const query = (name: string): string => url.searchParams.get(name) ?? "";
  const page = (field: string, items: readonly object[]): Answer => {
    const from = Number(query("page_token") || 0);
    const size = Math.min(pageSize, Number(query("max_results") || 100));
    const next = from + size < items.length ? { next_page_token: String(from + size) } : {};
    return ok({ [field]: items.slice(from, from + size), ...next });
  };
  const [, loggedModelId] = /^GET logged-models\/([^/]+)$/.exec(path) ?? [];
  if (loggedModelId !== undefined) return loggedModel(content, loggedModelId);
  switch (path) {
    case "GET registered-models/search":
      return page(
        "registered_models",
        Object.keys(content.models)
          .sort()
          .map(name => registeredModel(content, name)),
      );
    case "GET model-versions/search": {
      const [, , name = ""] = /^name=(['"])(.*)\1$/.exec(query("filter")) ?? [];
      return page(
        "model_versions",
        (content.models[name] ?? []).toReversed().map(version => modelVersion(name, version)),
      );
    }
    case "GET model-versions/get":
      return withVersion(content, query("name"), query("version"), version => ({
        model_version: modelVersion(query("name"), version),
      }));
    case "GET model-versions/get-download-uri":
      return withVersion(content, query("name"), query("version"), ({ source, storage }) => ({
        artifact_uri: storage ?? source,
      }));
    case "GET registered-models/alias": {
      const versions = content.models[query("name")];
      if (!versions) return missing(`Registered Model with name=${query("name")} not found`);
      const found = versions.find(({ aliases }) => aliases?.includes(query("alias")));
      if (!found) return failed(400, "INVALID_PARAMETER_VALUE", `Registered model alias ${query("alias")} not found.`);
      return ok({ model_version: modelVersion(query("name"), found) });
    }
    case "POST registered-models/get-latest-versions":
      return latestVersions(content, body);
    case "GET runs/get":
      return run(content, query("run_id"));
    case "GET artifacts/list":
      return artifacts(content, query("run_id"), query("path"));
    default:
      return failed(404, "ENDPOINT_NOT_FOUND", "No such endpoint");
  }
}

function registeredModel(content: MlflowContent, name: string): object {
  const versions = content.models[name] ?? [];
  const newest = new Map(versions.map(version => [version.stage ?? "None", version]));
  const aliases = versions.flatMap(({ version, aliases = [] }) => aliases.map(alias => ({ alias, version })));
  return {
    name,
    creation_timestamp: "1700000000000",
    last_updated_timestamp: "1700000000000",
    latest_versions: [...newest.values()].map(version => modelVersion(name, version)),
    // The server leaves out what is empty.
    ...(aliases.length > 0 && { aliases }),
  };
}

function modelVersion(name: string, { version, source, stage = "None", aliases = [], runId }: StoredVersion): object {
  return {
    name,
    version,
    creation_timestamp: "1700000000000",
    current_stage: stage,
    source,
    status: "READY",
    ...(runId !== undefined && { run_id: runId }),
    ...(aliases.length > 0 && { aliases }),
  };
}

function withVersion(
  content: MlflowContent,
  name: string,
  wanted: string,
  read: (version: StoredVersion) => object,
): Answer {
  const found = content.models[name]?.find(({ version }) => version === wanted);
  return found ? ok(read(found)) : missing(`Model Version (name=${name}, version=${wanted}) not found`);
}

function latestVersions(content: MlflowContent, body: string): Answer {
  const asked: unknown = JSON.parse(body);
  const name: unknown = typeof asked === "object" && asked !== null ? Reflect.get(asked, "name") : undefined;
  const stages: unknown = typeof asked === "object" && asked !== null ? Reflect.get(asked, "stages") : undefined;
  const versions = typeof name === "string" ? content.models[name] : undefined;
  if (!versions || typeof name !== "string") return missing(`Registered Model with name=${String(name)} not found`);
  const wanted = Array.isArray(stages) ? stages.map(stage => String(stage).toLowerCase()) : undefined;
  const newest = new Map(versions.map(version => [version.stage ?? "None", version]));
  const found = [...newest].filter(([stage]) => wanted === undefined || wanted.includes(stage.toLowerCase()));
  return ok(found.length === 0 ? {} : { model_versions: found.map(([, version]) => modelVersion(name, version)) });
}

function run(content: MlflowContent, id: string): Answer {
  const found = content.runs?.[id];
  if (!found) return missing(`Run with id=${id} not found`);
  const { artifactUri, metrics = {}, tags = {}, modelIds = [] } = found;
  return ok({
    run: {
      info: { run_id: id, run_uuid: id, run_name: "steady-finch-7", status: "FINISHED", artifact_uri: artifactUri },
      data: {
        metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, timestamp: 1700000000000, step: 0 })),
        tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
      },
      ...(modelIds.length > 0 && { outputs: { model_outputs: modelIds.map(model_id => ({ model_id, step: 0 })) } }),
    },
  });
}

function artifacts(content: MlflowContent, id: string, folder: string): Answer {
  const found = content.runs?.[id];
  if (!found) return missing(`Run with id=${id} not found`);
  const start = folder === "" ? "" : `${folder}/`;
  const files = (found.files ?? []).filter(path => path.startsWith(start));
  return ok({
    root_uri: found.artifactUri,
    ...(files.length > 0 && { files: files.map(path => ({ path, is_dir: false, file_size: "120" })) }),
  });
}

function loggedModel(content: MlflowContent, id: string): Answer {
  const found = content.loggedModels?.[id];
  if (!found) return missing(`Logged model with ID '${id}' not found.`);
  return ok({ model: { info: { model_id: id, name: found.name, artifact_uri: found.artifactUri }, data: {} } });
}

function ok(json: object): Answer {
  return { status: 200, json };
}

function missing(message: string): Answer {
  return failed(404, "RESOURCE_DOES_NOT_EXIST", message);
}

function failed(status: number, error_code: string, message: string): Answer {
  return { status, json: { error_code, message } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (typeof address !== "object" || address === null) throw new Error("The server listens at no port.");
  return address;
}
