// Environment variables of containers, set the way the operator sets them.
import type { EnvVar } from "../kubernetes/pod-types.ts";

export function hasVariable(env: readonly EnvVar[], name: string): boolean {
  return env.some(variable => variable.name === name);
}

/** Replaces the variable where it is, or appends it. */
export function replaceVariable(env: readonly EnvVar[], variable: EnvVar): EnvVar[] {
  if (!hasVariable(env, variable.name)) return [...env, variable];
  return env.map(known => (known.name === variable.name ? variable : known));
}

/**
 * Appends the variable. Where the user has set it already, the operator loses every variable gathered so far, the user's
 * included: an error of 1.17.1 that manifests run into (seldon-facts §11 no. 28, F23).
 */
export function addVariableOrLoseAll(env: readonly EnvVar[], name: string, value: string): EnvVar[] {
  return hasVariable(env, name) ? [] : [...env, { name, value }];
}
