// A Secret that a script makes with kubectl, held against what the initializer reads (S03, S08, S50).
import { defineResourceRule, type DeploymentContext } from "../../lint/rule.ts";
import { isCommand, optionValues, scriptOf, type Command } from "../../files/index.ts";
import { AWS_VARIABLES, Deployment, ENDPOINT_VARIABLE, OWN_MACHINE_HOST, RCLONE_PREFIX } from "../../model/index.ts";
import type { Range } from "../../yaml/index.ts";
import { hostOf } from "../store-endpoint/address.ts";
import { isDefaultPassword } from "../default-credentials/default-passwords.ts";

export const secretCommand = defineResourceRule({
  id: "secret-command",
  severity: "warning",
  title: "Require Secrets made by a script to hold what the initializer reads",
  why: 'The storage initializer reads variables of rclone only. With a Secret that has `AWS_ACCESS_KEY_ID` and its like it stops: `Failed to create file system for "s3://…": didn\'t find section in config file`. Inside a pod `localhost` is the pod itself, and a password of a guide is known to everybody.',
  remedy:
    "Name the keys `RCLONE_CONFIG_S3_TYPE=s3`, `_PROVIDER`, `_ACCESS_KEY_ID`, `_SECRET_ACCESS_KEY`, `_ENDPOINT`, with the address that the store has in the cluster.",
  failureModes: ["S03", "S08", "S09", "S50"],
  resources: ["ShellScript"],
  messages: {
    awsKeys: {
      text: 'The SeldonDeployment on this page takes its store from the Secret {name}, and rclone reads none of these keys: "didn\'t find section in config file". Name them RCLONE_CONFIG_S3_TYPE, RCLONE_CONFIG_S3_ACCESS_KEY_ID and so on.',
    },
    ownMachine: {
      text: 'The address in {variable} means the pod itself to whatever runs in a pod: "connect: connection refused". Write the address that the store\'s Service has in the cluster.',
    },
    shortHost: {
      text: 'The host in {variable} is found in the namespace of its Service only: "no such host" elsewhere. Write <service>.<namespace>.svc.cluster.local.',
      severity: "hint",
    },
    wellKnown: {
      text: "This password is a default of MinIO or of its guides, which everybody knows. Use one of your own.",
      severity: "hint",
    },
  },
  check(context) {
    const { document } = context;
    for (const command of scriptOf(document).commands) {
      if (isCommand(command, "kubectl", "create", "secret", "generic")) checkSecret(context, command);
      checkPasswords(context, command);
    }
  },
});

type Context = DeploymentContext<"awsKeys" | "ownMachine" | "shortHost" | "wellKnown">;

interface Literal extends Range {
  readonly key: string;
  readonly value: string;
}

function literalsOf(command: Command): readonly Literal[] {
  return optionValues(command, "--from-literal").flatMap(({ text, start, end }) => {
    const equals = text.indexOf("=");
    return equals === -1 ? [] : [{ key: text.slice(0, equals), value: text.slice(equals + 1), start, end }];
  });
}

function checkSecret({ resource: { at }, siblings, report }: Context, command: Command): void {
  const literals = literalsOf(command);
  const name = command.words[4]?.text ?? "";
  const isRead = siblings("SeldonDeployment").some(({ resource }) =>
    new Deployment(resource).units.some(unit => unit.at.key("envSecretRefName").string() === name),
  );
  const aws = literals.find(({ key }) => AWS_VARIABLES.some(([variable]) => variable === key));
  const hasRclone = literals.some(({ key }) => key.toUpperCase().startsWith(RCLONE_PREFIX));
  if (isRead && aws && !hasRclone) report({ at, range: rangeOf(aws), message: "awsKeys", data: { name } });
  for (const literal of literals.filter(({ key }) => ENDPOINT_VARIABLE.test(key))) {
    const host = hostOf(literal.value);
    if (host === undefined) continue;
    if (OWN_MACHINE_HOST.test(host))
      report({ at, range: rangeOf(literal), message: "ownMachine", data: { variable: literal.key } });
    else if (!host.includes("."))
      report({ at, range: rangeOf(literal), message: "shortHost", data: { variable: literal.key } });
  }
}

/** `--from-literal`, `--set` and MinIO's own client have them. */
function checkPasswords({ resource: { at }, report }: Context, command: Command): void {
  const isClient = isCommand(command, "mc", "alias", "set") || isCommand(command, "mc", "config", "host", "add");
  const words = [
    ...optionValues(command, "--from-literal", "--set", "--set-string"),
    ...(isClient ? command.words.slice(-1) : []),
  ];
  for (const { text, start, end } of words) {
    const [key = "", value = key] = text.split("=");
    const isPassword = isClient || /secret|password/i.test(key);
    if (isPassword && isDefaultPassword(value)) report({ at, range: { start, end }, message: "wellKnown" });
  }
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}
