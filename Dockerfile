# One node of the console. The server runs its TypeScript sources as they are; only the screens are built.
# The work tree keeps its shape because Node runs .ts files only outside node_modules (links between packages are fine).
FROM node:24-slim AS base
ENV CI=true
WORKDIR /app
RUN npm install --global --no-audit --no-fund pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml .npmrc tsconfig.base.json ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY web/package.json web/
COPY scripts/package.json scripts/

FROM base AS screens
RUN pnpm install --frozen-lockfile --filter @sitong/web... --filter sitong
COPY shared shared
COPY web web
RUN pnpm --filter @sitong/web build

FROM base AS packages
RUN pnpm install --frozen-lockfile --prod --filter @sitong/server... --filter @sitong/scripts

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=packages /app/shared/node_modules shared/node_modules
COPY --from=packages /app/server/node_modules server/node_modules
COPY --from=packages /app/scripts/node_modules scripts/node_modules
COPY package.json tsconfig.base.json LICENSE ./
COPY shared shared
COPY server server
# What the runbook asks for beside the server: docker compose exec server node scripts/doctor.ts
COPY scripts/package.json scripts/doctor.ts scripts/verify-log.ts scripts/federation.ts scripts/append-only.ts scripts/rotate-key.ts scripts/
COPY scripts/operate scripts/operate
COPY --from=screens /app/web/dist web/dist
RUN mkdir -p /data/photos && chown -R node:node /data
USER node
VOLUME /data
# HTTP and the live lane; JT/T 808.
EXPOSE 8080 7611
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# exec form: SIGTERM reaches the server itself.
CMD ["node", "server/src/main.ts"]
