#pragma once

class QMenu;

namespace inia::ui {

class ResourceTableModel;

// Fills a menu with the columns of the model: those shown, checked; members and tags that may be added; and
// the way back to what is shown if nobody chooses.
void fillColumnMenu(QMenu& menu, ResourceTableModel& model);

} // namespace inia::ui
