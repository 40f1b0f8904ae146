// Copies a request as a line or script that others can run.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { textAt } from "../../domain/deploy/index.ts";
import type { CopyForm } from "../../live/predict/index.ts";
import type { Clusters } from "../../ui/clusters.ts";
import { requestCannotBeMade } from "../../ui/prediction-messages.ts";
import type { Services } from "../../ui/services.ts";
import type { TestMeans } from "./test-execution.ts";
import type { TestRow } from "./test-tree.ts";

const LABELS: Readonly<Record<CopyForm, string>> = {
  curl: "curl",
  "python-requests": l10n.t("Python with requests"),
  "python-seldon-client": l10n.t("Python with SeldonClient"),
  grpcurl: "grpcurl",
};

export async function copyRequest(
  services: Services,
  clusters: Clusters,
  means: TestMeans,
  { file: { uri }, test: { value } }: TestRow,
): Promise<void> {
  const { copyAs, copyForms, prepareFirst } = await import("../../live/predict/index.ts");
  const isAddress = textAt(value, "spec", "target", "url") !== undefined;
  const written = textAt(value, "spec", "target", "namespace");
  const target = isAddress ? undefined : await means.targetFor(uri, written === undefined ? [] : [written]);
  if (!isAddress && !target) return;
  const { request, problems } = await prepareFirst(value, {
    file: uri.fsPath,
    folder: (vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, "..")).fsPath,
    session: target && (await (await clusters.gateway()).connect(target.context)),
    namespace: target?.namespace,
  });
  if (!request) {
    services.show(requestCannotBeMade(problems.map(({ message }) => message)));
    return;
  }
  const forms = copyForms(request).map(form => ({ label: LABELS[form], form }));
  if (forms.length === 0) {
    services.show(requestCannotBeMade([l10n.t("its body is too large to be pasted")]));
    return;
  }
  const chosen = await vscode.window.showQuickPick(forms, { title: l10n.t("Copy Request"), placeHolder: l10n.t("As") });
  const text = chosen && copyAs(request, chosen.form);
  if (text === undefined) return;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(l10n.t`$(copy) Copied as ${chosen?.label ?? ""}`, 3_000);
}
