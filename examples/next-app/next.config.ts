import type { NextConfig } from 'next';

const config: NextConfig = {
  experimental: {
    serverActions: { bodySizeLimit: '1mb', allowedOrigins: ['*.example.com'] },
  },
};

export default config;
