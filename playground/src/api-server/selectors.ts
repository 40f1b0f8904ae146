// Label and field selectors of list and watch requests.
import type { KubeObject } from "../kubernetes/objects.ts";
import { isObject, textAt, valueAt } from "../support/json.ts";
import { badRequest } from "./refusals.ts";
import { isQualifiedName } from "./validation/names.ts";

export type LabelMatch = (labels: Readonly<Record<string, string>>) => boolean;
export type ObjectMatch = (object: KubeObject) => boolean;

const LABEL_TOKEN =
  /^\s*(?:(!)\s*([^\s=!,()]+)|([^\s=!,()]+)\s*(?:(==|=|!=|>|<)\s*([^\s=!,()]*)|\s(in|notin)\s*\(([^)]*)\))?)\s*(?:,|$)/;

/** Parses a label selector such as `app=x,tier in (a, b),!old`. Throws 400 where it cannot be read. */
export function parseSelector(text: string): LabelMatch {
  const tests: LabelMatch[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const token = LABEL_TOKEN.exec(rest);
    if (!token) throw unreadable(rest);
    checkKey(token[2] ?? token[3] ?? "");
    tests.push(labelTest(token));
    rest = rest.slice(token[0].length);
  }
  return labels => tests.every(test => test(labels));
}

/** What Go's lexer stumbles over: the first sign behind the key and its operator. */
function unreadable(rest: string): Error {
  const found = /^\s*[^\s=!,()]*\s*(?:==|=|!=)?\s*(.)/.exec(rest)?.[1] ?? rest;
  return badRequest(`unable to parse requirement: found '${found}', expected: identifier`);
}

function checkKey(key: string): void {
  const [problem] = isQualifiedName(key);
  if (problem === undefined) return;
  throw badRequest(`unable to parse requirement: invalid label key ${JSON.stringify(key)}: ${problem}`);
}

function labelTest(token: RegExpExecArray): LabelMatch {
  const [, , absentKey, key = "", operator, value = "", setOperator, values = ""] = token;
  if (absentKey !== undefined) return labels => !Object.hasOwn(labels, absentKey);
  if (setOperator !== undefined) {
    const set = new Set(values.split(",").map(entry => entry.trim()));
    const isIn: LabelMatch = labels => Object.hasOwn(labels, key) && set.has(labels[key] ?? "");
    return setOperator === "in" ? isIn : labels => !isIn(labels);
  }
  switch (operator) {
    case "=":
    case "==":
      return labels => labels[key] === value;
    case "!=":
      return labels => labels[key] !== value;
    case ">":
      return labels => Object.hasOwn(labels, key) && Number(labels[key]) > Number(value);
    case "<":
      return labels => Object.hasOwn(labels, key) && Number(labels[key]) < Number(value);
    default:
      return labels => Object.hasOwn(labels, key);
  }
}

/** Fields by which a kind can be selected, beyond `metadata.name` and `metadata.namespace`, and where they stand. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  pods: [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "status.phase",
    "status.podIP",
    "status.nominatedNodeName",
  ],
  events: [
    ...["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map(
      name => `involvedObject.${name}`,
    ),
    ...["reason", "reportingComponent", "source", "type"],
  ],
  secrets: ["type"],
  namespaces: ["status.phase"],
  nodes: ["spec.unschedulable"],
  jobs: ["status.successful"],
  replicasets: ["status.replicas"],
  services: ["spec.clusterIP", "spec.type"],
};

/** events.k8s.io/v1 calls some fields by other names. */
const EVENT_FIELDS: Readonly<Record<string, string>> = { reportingController: "reportingComponent" };

/** Parses a field selector for a resource; objects are matched as they are stored. Throws 400 for fields that have no index. */
export function parseFieldSelector(text: string, plural: string, isCustom: boolean): ObjectMatch {
  const tests = text
    .split(",")
    .map(term => term.trim())
    .filter(term => term !== "")
    .map(term => fieldTest(term, plural, isCustom));
  return object => tests.every(test => test(object));
}

function fieldTest(term: string, plural: string, isCustom: boolean): ObjectMatch {
  const parts = /^([^=!]+?)(!=|==|=)(.*)$/.exec(term);
  if (!parts) throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
  const [, name = "", operator = "", value = ""] = parts;
  const field = plural === "events" ? (EVENT_FIELDS[name] ?? name.replace(/^regarding\./, "involvedObject.")) : name;
  const isKnown = field === "metadata.name" || field === "metadata.namespace" || FIELDS[plural]?.includes(field);
  if (isKnown !== true) {
    // Kinds without fields of their own have the text of the default.
    throw badRequest(
      FIELDS[plural] === undefined && !isCustom
        ? `"${name}" is not a known field selector: only "metadata.name", "metadata.namespace"`
        : `field label not supported: ${name}`,
    );
  }
  const isEqual: ObjectMatch = object => fieldText(object, field) === value;
  return operator === "!=" ? object => !isEqual(object) : isEqual;
}

function fieldText(object: KubeObject, field: string): string {
  if (field === "source") return textAt(object, "source", "component") || textAt(object, "reportingComponent");
  if (field === "spec.unschedulable") return textAt(object, "spec", "unschedulable") || "false";
  if (field === "status.successful") return String(Number(textAt(object, "status", "succeeded") || "0"));
  return textAt(object, ...field.split("."));
}

/** A LabelSelector object, such as a webhook's `objectSelector`; an absent or empty one matches everything. */
export function matchesLabelSelector(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const wanted = valueAt(selector, "matchLabels");
  if (isObject(wanted) && !Object.entries(wanted).every(([key, value]) => labels[key] === value)) return false;
  const expressions = valueAt(selector, "matchExpressions");
  return !Array.isArray(expressions) || expressions.every(expression => isExpressionMatch(expression, labels));
}

function isExpressionMatch(expression: unknown, labels: Readonly<Record<string, string>>): boolean {
  const key = textAt(expression, "key");
  const values = valueAt(expression, "values");
  const isIn = Object.hasOwn(labels, key) && Array.isArray(values) && values.includes(labels[key]);
  switch (textAt(expression, "operator")) {
    case "In":
      return isIn;
    case "NotIn":
      return !isIn;
    case "Exists":
      return Object.hasOwn(labels, key);
    case "DoesNotExist":
      return !Object.hasOwn(labels, key);
    default:
      return false;
  }
}
