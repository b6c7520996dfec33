#include "CExpat.h"

#define FUNCTIONS(_) \
  _(XML_ErrorString) \
  _(XML_GetCurrentByteIndex) \
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

#define TEXT(number) #number
#define VERSION(major, minor, micro) TEXT(major) "." TEXT(minor) "." TEXT(micro)

ON_DEMAND(
    cexpat_load, FUNCTIONS, .name = "expat",
    .version = VERSION(XML_MAJOR_VERSION, XML_MINOR_VERSION, XML_MICRO_VERSION),
    .interface_parts = 1, .version_function = "XML_ExpatVersion", .files = {"libexpat.so.1"})
