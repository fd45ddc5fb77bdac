#pragma once

#include "ui/delegates/rowdelegate.h"

namespace inia::ui {

// Rows of a tree of parsed values, 22 px, monospaced: key, value in the colour of its type, model type.
class ValueDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit ValueDelegate(const Appearance& appearance, QObject* parent = nullptr, int rowHeight = 22);
    Q_DISABLE_COPY_MOVE(ValueDelegate)

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    [[nodiscard]] static Token valueToken(const QModelIndex& index, const QStyleOptionViewItem& option);
};

} // namespace inia::ui
