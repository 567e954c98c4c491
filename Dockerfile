# The product in one image: api and dashboard, production dependencies only, not root.
#   docker build -t livekit-dashboard . && docker run -p 127.0.0.1:3000:3000 -v livekit-dashboard:/data livekit-dashboard
# Without DATABASE_URL all data is in /data (embedded PostgreSQL), for one container. docker-compose.yml runs several.

FROM node:24-bookworm-slim AS source
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM source AS build
RUN npm ci
COPY . .
ENV NX_DAEMON=false NX_NO_CLOUD=true
RUN npx nx run-many -t build -p api,dashboard --output-style=static

# No native code, so packages installed on Debian run on Alpine. The optional packages are Node itself.
FROM source AS dependencies
RUN npm ci --omit=dev --omit=optional

FROM node:24-alpine
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY --from=build /app/dist/apps/dashboard dist/apps/dashboard
COPY --from=build /app/dist/apps/api dist/apps/api
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --start-interval=1s --retries=3 \
  CMD ["/bin/sh", "-c", "exec wget -q -O /dev/null http://127.0.0.1:$PORT/api/health/live"]
CMD ["node", "--enable-source-maps", "dist/apps/api/main.js"]
