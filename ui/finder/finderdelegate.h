#pragma once

#include "ui/delegates/rowdelegate.h"

namespace inia::ui {

// An entry of a list that was searched: icon, name, a quieter word behind it (TargetRole), and at the right
// its keys (SuffixRole), or why it cannot be chosen (ErrorTextRole), which greys it.
class FinderDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit FinderDelegate(const Appearance& appearance, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace inia::ui
