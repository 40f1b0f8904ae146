// Puts the extension together: makes the features, hands them to each other, and registers them. Nothing is started here.
import "./ui/display-language.ts";
import * as vscode from "vscode";
import { ArtifactCheck } from "./features/artifact/artifact-check.ts";
import { ModelChecker } from "./features/artifact/model-checker.ts";
import { ModelGate } from "./features/artifact/model-gate.ts";
import { BugReport } from "./features/bug-report/bug-report.ts";
import { Agents } from "./features/agents/agents.ts";
import { Canary } from "./features/canary/canary.ts";
import { ClusterVersion } from "./features/cluster-version/cluster-version.ts";
import { DeploymentActions } from "./features/deployment-actions/deployment-actions.ts";
import { Deploy } from "./features/deploy/deploy.ts";
import { Diagnose } from "./features/diagnose/diagnose.ts";
import { Explorer } from "./features/explorer/explorer.ts";
import { FirstSteps } from "./features/first-steps/first-steps.ts";
import { FixAllProblems } from "./features/fix-all/fix-all-problems.ts";
import { GraphLens } from "./features/graph/graph-lens.ts";
import { GraphPreview } from "./features/graph/graph-preview.ts";
import { InstallationHelp } from "./features/installation-help/installation-help.ts";
import { Logs } from "./features/logs/logs.ts";
import { ManifestLanguageClient } from "./features/language-client/manifest-language-client.ts";
import { ManifestLanguageStatus } from "./features/language-status/manifest-language-status.ts";
import { ManifestLinks } from "./features/manifest-links/manifest-links.ts";
import { NewDeployment } from "./features/new-deployment/new-deployment.ts";
import { Playground } from "./features/playground/playground.ts";
import { Predict } from "./features/predict/predict.ts";
import { PredictionTests } from "./features/prediction-tests/prediction-tests.ts";
import { Registry } from "./features/registry/registry.ts";
import { RuleDocumentation } from "./features/rule-documentation/rule-documentation.ts";
import { RuntimeFindings } from "./features/runtime-findings/runtime-findings.ts";
import { StoreSecret } from "./features/store-secret/store-secret.ts";
import { YamlExtension } from "./features/yaml-extension/yaml-extension.ts";
import { Clusters } from "./ui/clusters.ts";
import { PredictionSecrets } from "./ui/prediction-secrets.ts";
import { createServices } from "./ui/services.ts";

/** Of the activation, for `deactivate`. */
let canary: Canary | undefined;

/** Called by VS Code when a YAML or JSON document is opened, our view is shown, or one of our commands is run. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Seldon", { log: true });
  const services = createServices(log);
  const yamlExtension = new YamlExtension(services);
  const languageClient = new ManifestLanguageClient(services, {
    packageRoot: context.extensionUri,
    reportsYamlSyntax: () => !yamlExtension.reportsSyntax,
  });
  // The YAML extension comes before the language client, which asks it at its start.
  const clusters = new Clusters(services);
  const explorer = new Explorer(services, clusters, context.globalState);
  const newDeployment = new NewDeployment(services, languageClient);
  const registry = new Registry({
    ...{ services, clusters, server: languageClient, secrets: context.secrets },
    deploy: given => newDeployment.start(given),
  });
  const checker = new ModelChecker(languageClient);
  const deploy = new Deploy(
    services,
    explorer.watched,
    languageClient,
    { models: new ModelGate(checker), registry },
    {
      memento: context.workspaceState,
      folder: context.globalStorageUri,
    },
  );
  const secrets = new PredictionSecrets(context.secrets, context.globalState);
  const manifests = new ManifestLinks(services, explorer, languageClient, context.workspaceState);
  const predict = new Predict({
    ...{ services, clusters, watched: explorer.watched, server: languageClient, targets: deploy.targets, secrets },
    packageRoot: context.extensionUri,
    memento: context.workspaceState,
  });
  canary = new Canary({
    ...{ services, watched: explorer.watched, server: languageClient, manifests, secrets },
    ...{ targets: deploy.targets, documents: deploy.previews, packageRoot: context.extensionUri },
    ...{ workspace: context.workspaceState, user: context.globalState },
  });
  const runtimeFindings = new RuntimeFindings(services, explorer.watched, languageClient);
  const features = [
    clusters,
    yamlExtension,
    languageClient,
    new ManifestLanguageStatus(services, languageClient),
    new FixAllProblems(services, languageClient),
    explorer,
    new DeploymentActions(services, clusters, explorer.watched),
    manifests,
    new ArtifactCheck({
      ...{ services, watched: explorer.watched, server: languageClient, checker, manifests },
      ...{ targets: deploy.targets, documents: deploy.previews },
    }),
    // Of several lines above the same text, VS Code shows that of the last provider first.
    predict,
    new GraphLens(services, languageClient),
    deploy,
    new PredictionTests(services, clusters, languageClient, deploy.targets, secrets, sent => predict.showSent(sent)),
    canary,
    new GraphPreview(services, languageClient, context.extensionUri),
    newDeployment,
    registry,
    new InstallationHelp(services),
    new ClusterVersion(services, explorer.watched, deploy.targets),
    new FirstSteps(services, vscode.Uri.joinPath(context.extensionUri, "examples")),
    new BugReport(services, explorer.watched, languageClient, context.extension),
    new Logs(services, explorer.watched),
    new Playground(services, clusters, {
      packageRoot: context.extensionUri,
      storage: context.storageUri ?? context.globalStorageUri,
    }),
    runtimeFindings,
    new Diagnose(services, explorer.watched, languageClient, runtimeFindings),
    new StoreSecret({ services, watched: explorer.watched, server: languageClient, targets: deploy.targets, deploy }),
    new Agents(services, { watched: explorer.watched, server: languageClient, packageRoot: context.extensionUri }),
    new RuleDocumentation(services, vscode.Uri.joinPath(context.extensionUri, "docs", "rules")),
  ];
  // VS Code gives subscriptions back in this order: the log last, since the others write to it.
  context.subscriptions.push(
    services.registerCommand("seldon.showLog", () => log.show(true)),
    yamlExtension.onDidChange(services.guarded("YAML syntax setting", () => languageClient.sendSettings())),
    ...features.toReversed(),
    log,
  );
  for (const feature of features) feature.activate();
}

/** Awaited by VS Code before it disposes of the subscriptions: leases are given back while clusters can be reached. */
export async function deactivate(): Promise<void> {
  await canary?.release();
}
