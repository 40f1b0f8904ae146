kubectl patch sdep churn --type json -p '[{"op": "replace", "path": "/spec/replicas", "value": 5}]'
#                                                                   ^^^^^^^^^^^^^^^^ hint patch-path/deploymentReplicas
kubectl patch sdep churn --type json -p '[{"op": "add", "path": "/spec/annotations/seldon.io~1rest-timeout", "value": "60000"}]'
#                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint patch-path/missingParent
kubectl patch sdep churn --type json -p '[{"op": "replace", "path": "/spec/predictors/0/replicas", "value": 3}]'
#                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint patch-path/byIndex
