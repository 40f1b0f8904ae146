kubectl wait --for=condition=ready pod -l app=seldon-controller-manager -n seldon-system --timeout=300s
#                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint pod-selector/noSuchLabel (fix)
kubectl get pods -l seldon-deployment=churn
#                   ^^^^^^^^^^^^^^^^^ hint pod-selector/noSuchLabel (fix)
