#pragma once

#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;

// What will become of the files that are held over a view: a frame around it, or around one of its rows, and
// the words at its lower edge. Lies over the view and takes no events.
class DropHint final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DropHint)

public:
    DropHint(const Appearance& appearance, QWidget* over);

    // `row` in the view's coordinates; empty for the whole view.
    void showFor(const QRect& row, const QString& words);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QRect m_row;
    QString m_words;
};

} // namespace inia::ui
