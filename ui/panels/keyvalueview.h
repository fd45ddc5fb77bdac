#pragma once

#include "ui/models/keyvaluemodel.h"
#include "ui/widgets/treeview.h"

namespace inia::ui {

class KeyValueDelegate;

// A list of keys and values that is as high as its rows, up to the room it gets.
class KeyValueView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyValueView)

public:
    // `keyWidth` in design pixels: what keys have at least, and more where the values leave it.
    KeyValueView(const Appearance& appearance, const QString& accessibleName, int keyWidth,
                 QWidget* parent = nullptr);

    void setSections(const std::vector<KeyValueSection>& sections);
    // What stands under `title` while its rows are on their way.
    [[nodiscard]] static KeyValueSection loadingSection(const QString& title);
    // At most this high, in design pixels; 0 for no limit but the rows.
    void setHeightLimit(int pixels);

    [[nodiscard]] TreeView* rows() const { return m_view; }

signals:
    void copyRequested(const QString& text);
    // A row whose value opens something was clicked, or activated by keyboard.
    void linkActivated(const QString& key, const QString& value);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void activate(const QModelIndex& index);
    void copyCurrent();
    void fitHeight();
    void fitKeys();

    const Appearance& m_appearance;
    KeyValueModel m_model;
    KeyValueDelegate* m_delegate;
    TreeView* m_view;
    int m_keyWidth;
    int m_limit = 0;
};

} // namespace inia::ui
