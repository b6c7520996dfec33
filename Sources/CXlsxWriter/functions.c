#include "CXlsxWriter.h"

#define FUNCTIONS(_) \
  _(chart_add_series) \
  _(chart_axis_set_major_unit) \
  _(chart_axis_set_reverse) \
  _(chart_legend_set_position) \
  _(chart_series_set_categories) \
  _(chart_series_set_fill) \
  _(chart_series_set_labels) \
  _(chart_series_set_name) \
  _(chart_series_set_values) \
  _(chart_title_set_name) \
  _(format_set_align) \
  _(format_set_bg_color) \
  _(format_set_bold) \
  _(format_set_border) \
  _(format_set_border_color) \
  _(format_set_font_color) \
  _(format_set_font_name) \
  _(format_set_font_size) \
  _(format_set_num_format) \
  _(format_set_shrink) \
  _(format_set_text_wrap) \
  _(format_set_unlocked) \
  _(lxw_strerror) \
  _(workbook_add_chart) \
  _(workbook_add_format) \
  _(workbook_add_worksheet) \
  _(workbook_close) \
  _(workbook_new_opt) \
  _(workbook_set_properties) \
  _(worksheet_autofilter) \
  _(worksheet_data_validation_range) \
  _(worksheet_fit_to_pages) \
  _(worksheet_freeze_panes) \
  _(worksheet_hide) \
  _(worksheet_insert_chart_opt) \
  _(worksheet_print_area) \
  _(worksheet_protect) \
  _(worksheet_repeat_rows) \
  _(worksheet_set_column) \
  _(worksheet_set_footer) \
  _(worksheet_set_landscape) \
  _(worksheet_set_margins) \
  _(worksheet_set_paper) \
  _(worksheet_set_row) \
  _(worksheet_write_blank) \
  _(worksheet_write_number) \
  _(worksheet_write_string)

/* The soname counts interfaces, which each version may change; only the version can be asked. */
ON_DEMAND(
    cxlsxwriter_load, FUNCTIONS, .name = "libxlsxwriter", .version = LXW_VERSION,
    .interface_parts = 3, .version_function = "lxw_version",
    .files = {"libxlsxwriter.so." LXW_SOVERSION})
