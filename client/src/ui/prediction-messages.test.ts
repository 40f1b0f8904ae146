import { expect, test } from "vitest";
import * as catalog from "./prediction-messages.ts";

test.each([
  catalog.noSecretsKept(),
  catalog.secretsForgotten(["WINE_TOKEN"]),
  catalog.secretsForgotten(["WINE_TOKEN", "IRIS_TOKEN"]),
  catalog.noRequestHere(),
  catalog.requestCannotBeMade(["There is no SeldonDeployment wine in namespace models of kind-lab."]),
  catalog.requestCannotBeMade([]),
  catalog.nothingToAsk("Predict"),
  catalog.deploymentCannotBeAsked("wine", "models in kind-lab", "it is not there"),
  catalog.requestIsAGuess("wine"),
  catalog.noAnswerForFeedback(),
  catalog.feedbackWasRefused("The model's server answered HTTP 500."),
  catalog.noHistory(),
  catalog.forwardIsInUse(),
])("says what happened and what to do in full sentences: $text", ({ text }) => {
  expect(text).toMatch(/^["A-Za-z].*\.$/);
  expect(text).not.toMatch(/\.\.|\n|undefined/);
  expect(text.split(/\.\s/).length).toBeGreaterThan(1);
});
