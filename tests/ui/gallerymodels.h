#pragma once

#include <QtGui/QStandardItemModel>

#include <memory>

// Invented data for the gallery, in the roles that real models speak.
namespace inia::ui::gallery {

[[nodiscard]] std::unique_ptr<QStandardItemModel> objectTable();
[[nodiscard]] std::unique_ptr<QStandardItemModel> emptyTable();
[[nodiscard]] std::unique_ptr<QStandardItemModel> resourceTree();
[[nodiscard]] std::unique_ptr<QStandardItemModel> calls();
[[nodiscard]] std::unique_ptr<QStandardItemModel> values();
[[nodiscard]] std::unique_ptr<QStandardItemModel> details();

} // namespace inia::ui::gallery
