export const SITE_NAME = 'Broadsheet'
