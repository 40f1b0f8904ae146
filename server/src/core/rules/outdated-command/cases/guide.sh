# Seldon and its store, as an older guide has them.
helm install ambassador datawire/ambassador --namespace ambassador
#                       ^^^^^^^^^^^^^^^^^^^ hint outdated-command/replaced
helm install seldon-core-analytics seldon-core-analytics --repo https://storage.googleapis.com/seldon-charts
#                                  ^^^^^^^^^^^^^^^^^^^^^ hint outdated-command/replaced
helm repo add minio https://helm.min.io/
#                   ^^^^^^^^^^^^^^^^^^^^ hint outdated-command/replaced
mc config host add minio-local http://localhost:9000 "$KEY" "$SECRET"
#^^^^^^^^^^^^^^^^^ hint outdated-command/replaced (fix)
kubectl get secret $(kubectl get serviceaccount console-sa -o jsonpath="{.secrets[0].name}") -o jsonpath="{.data.token}"
#                                                                       ^^^^^^^^^^^^^^^^^^ hint outdated-command/tokenSecret
