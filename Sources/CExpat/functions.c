#include "CExpat.h"
#include "on_demand.h"

#define FUNCTIONS(_) \
  _(XML_ErrorString) \
  _(XML_GetCurrentLineNumber) \
  _(XML_GetErrorCode) \
  _(XML_Parse) \
  _(XML_ParserCreateNS) \
  _(XML_ParserFree) \
  _(XML_SetCharacterDataHandler) \
  _(XML_SetElementHandler) \
  _(XML_SetStartDoctypeDeclHandler) \
  _(XML_SetUserData) \
  _(XML_StopParser)

ON_DEMAND(cexpat_load, FUNCTIONS, "libexpat.so.1")
