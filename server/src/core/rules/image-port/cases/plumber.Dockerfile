# A unit of a SeldonDeployment.
FROM rocker/r-ver:4.3.1
COPY plumber.R /app/plumber.R
EXPOSE 8000
#      ^^^^ information image-port/executorPort
CMD ["R", "-e", "pr <- plumber::plumb('/app/plumber.R'); pr$run(host='0.0.0.0', port=8000)"]
#                                                                                    ^^^^ information image-port/executorPort
