#pragma once

#include "ui/delegates/rowdelegate.h"
#include "ui/widgets/popup.h"

#include <QtCore/QSortFilterProxyModel>

#include <functional>

namespace inia::ui {

class ElidedLabel;

// An entry of a ChoicePopup: icon, name, PROD where it applies, the quieter word and the mark of the current
// one at the right.
class ChoiceDelegate final : public RowDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceDelegate)

public:
    explicit ChoiceDelegate(const Appearance& appearance, QObject* parent = nullptr);

    void setMarked(const QString& name) { m_marked = name; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    QString m_marked;
};

// Entries whose name or quieter word contains the text, without regard to case.
class ChoiceFilter : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceFilter)

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    // Of an index of the source.
    [[nodiscard]] bool contains(const QModelIndex& index) const;
    [[nodiscard]] const QString& text() const { return m_text; }

private:
    QString m_text;
};

// A short list to choose one entry from, below the button that asked for it; entries have their quieter words
// (SuffixRole) at the right.
class ChoicePopup final : public ListPopup {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoicePopup)

public:
    ChoicePopup(const Appearance& appearance, const QString& placeholder, QWidget* parent);

    // `current` is the name that is marked.
    void setChoices(QAbstractItemModel* model, const QString& current);
    // Said instead of the entries, such as why there are none.
    void setNote(const QString& text);
    // An entry of its own below the list.
    void addMore(const QString& text, const std::function<void()>& choose);
    void popup(const QPoint& below);

signals:
    void chosen(const QString& name);

private:
    void choose(const QModelIndex& index) override;

    ChoiceFilter m_proxy;
    ElidedLabel* m_note;
};

} // namespace inia::ui
