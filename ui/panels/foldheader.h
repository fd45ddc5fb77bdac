#pragma once

#include <QtWidgets/QAbstractButton>

namespace inia::ui {

class Appearance;

// The line above a part that can be folded away: chevron, name, and a quiet word such as a count.
class FoldHeader final : public QAbstractButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FoldHeader)

public:
    FoldHeader(const Appearance& appearance, const QString& name, QWidget* parent = nullptr);

    void setNote(const QString& note);
    // Left of the chevron; a panel's padding unless this is called.
    void setLeftPadding(int pixels);
    [[nodiscard]] bool isOpen() const { return isChecked(); }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    QString m_note;
    int m_left;
};

} // namespace inia::ui
