/** Formats of files: from the registry, so that no menu lists them again. */
import { extensionsOf } from '../downloads/format-choice.js';
import type { ExportFormatResolvers } from '../generated/resolvers.js';

export const ExportFormat: ExportFormatResolvers = {
  extensions: extensionsOf,
  mediaType: ({ parts }) => (parts.length === 1 ? parts[0].mediaType : 'application/zip'),
  parts: ({ parts }) => (parts.length === 1 ? [] : parts.map(({ part }) => part)),
};
